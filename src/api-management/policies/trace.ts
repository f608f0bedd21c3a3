import { everyScope, everySection, type PolicyDefinition } from "./definition.ts";

/** Puts a message of its own into the trace of a traced request. */
export const trace: PolicyDefinition = {
  name: "trace",
  summary: "Adds a message to the request's trace.",
  sections: everySection,
  scopes: everyScope,
  source: "trace policy",
  attributes: {
    source: { required: true },
    severity: { values: ["verbose", "information", "error"] },
  },
  children: [
    { name: "message", min: 1, text: { expression: true } },
    {
      name: "metadata",
      max: Number.POSITIVE_INFINITY,
      attributes: { name: { required: true, expression: true }, value: { required: true, expression: true } },
    },
  ],
  compile(element, compiler) {
    const source = compiler.literal(element, "source") ?? "";
    const severity = compiler.literal(element, "severity") ?? "verbose";
    const messages = element.children.filter(({ name }) => name === "message").map((child) => compiler.content(child));
    const metadata = element.children
      .filter(({ name }) => name === "metadata")
      .map((child) => ({ name: compiler.requiredText(child, "name"), value: compiler.requiredText(child, "value") }));
    return (context) => {
      if (context.collector === null) return undefined;
      const entries = metadata.map(({ name, value }) => [name(context), value(context)] as const);
      context.collector.add(context.section, source, {
        message: messages.map((message) => message(context)).join(""),
        severity,
        ...(entries.length === 0 ? {} : { metadata: Object.fromEntries(entries) }),
      });
      return undefined;
    };
  },
};
