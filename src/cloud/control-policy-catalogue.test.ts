import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PolicyCatalogue, PolicyCheck } from "../control/index.ts";
import { type Cloud, startCloud } from "./index.ts";
import { operatorToken, putResources } from "./testing/put-resources.ts";

let cloud: Cloud;
let service: string;
let token: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  service = (await putResources(cloud)).apiManagement.id;
  token = await operatorToken(cloud);
});
afterAll(() => cloud.close());

async function ask(method: "GET" | "POST", path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${cloud.url}/gatehouse/policies/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
}

describe("the catalogue of policies", () => {
  const catalogue = async () => (await ask("GET", "catalogue")) as PolicyCatalogue;

  test("has what is run, with what it takes", async () => {
    const { policies } = await catalogue();
    expect(policies.find(({ name }) => name === "choose")).toEqual({
      name: "choose",
      summary: "Runs policies conditionally.",
      url: "https://learn.microsoft.com/azure/api-management/choose-policy",
      sections: ["inbound", "backend", "outbound", "on-error"],
      scopes: ["service", "product", "api", "operation", "fragment"],
      attributes: [{ name: "id", isRequired: false, takesExpression: false }],
      children: [
        {
          name: "when",
          attributes: [{ name: "condition", isRequired: true, takesExpression: true, values: ["true", "false"] }],
          children: [],
          contains: "policies",
        },
        { name: "otherwise", attributes: [], children: [], contains: "policies" },
      ],
      isSupported: true,
    });
  });

  test("agrees with what a PUT takes", async () => {
    const { policies } = await catalogue();
    for (const { name, isSupported } of policies.filter((policy) => policy.name !== "base")) {
      const document = `<policies><inbound><${name} no-such-attribute="" /></inbound></policies>`;
      const answer = await ask("POST", "check", { policyId: `${service}/policies/policy`, document });
      const messages = (answer as PolicyCheck).problems.map(({ message }) => message).join("\n");
      expect(messages.includes("Gatehouse does not run"), `${name}: ${messages}`).toBe(!isSupported);
    }
    expect(policies.filter(({ isSupported }) => isSupported).map(({ name }) => name)).toContain("validate-jwt");
    expect(policies.filter(({ isSupported }) => !isSupported).map(({ name }) => name)).toContain("rate-limit");
  });

  test("has the members of context with their signatures", async () => {
    const { members } = await catalogue();
    expect(members).toContainEqual({ owner: "context.Request", name: "Url", signature: "IUrl Url { get; }" });
    expect(members).toContainEqual({
      owner: "context.Request.Headers",
      name: "GetValueOrDefault",
      signature: "string GetValueOrDefault(string name, string defaultValue)",
    });
  });
});
