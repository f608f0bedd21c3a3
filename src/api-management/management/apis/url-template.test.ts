import { expect, test } from "vitest";
import { sameUrlTemplate, templateParameterNames } from "./url-template.ts";

test.each([
  ["/items", []],
  ["/items/{id}", ["id"]],
  ["/items/{id}/parts/{part}?expand={expand}", ["id", "part", "expand"]],
  ["/files/{*path}", ["path"]],
  ["/files/*", []],
])("the parameters of %s are %j", (template, names) => {
  expect(templateParameterNames(template)).toEqual(names);
});

test.each([
  ["/items/{id}", "/items/{key}", true],
  ["/Items", "/items/", true],
  ["/items/{id}", "/items/{*id}", false],
  ["/items/{id}", "/items/{id}?expand={expand}", false],
])("%s and %s match the same requests: %j", (a, b, same) => {
  expect(sameUrlTemplate(a, b)).toBe(same);
});
