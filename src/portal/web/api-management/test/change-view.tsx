import { makeStyles, tokens } from "@fluentui/react-components";
import { Code } from "../../parts/code.tsx";
import { Facts } from "../../parts/facts.tsx";
import { readToken } from "../../parts/read-token.ts";
import type { Step } from "./trace-document.ts";

const useStyles = makeStyles({
  mono: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  absent: { color: tokens.colorNeutralForeground2 },
});

/** What a step told: what it changed, from what to what, then everything else; tokens are shown decoded. */
export function ChangeView({ step }: { readonly step: Step }) {
  const styles = useStyles();
  const { message: _message, name, before, value, ...rest } = step.fields;
  const shown = (given: unknown) =>
    given === null || given === undefined ? (
      <span className={styles.absent}>(not there)</span>
    ) : (
      <span className={styles.mono}>{Array.isArray(given) ? given.join(", ") : String(given)}</span>
    );
  const hasChange = value !== undefined || before !== undefined;
  const tokens = [value, rest.token].flat().flatMap((text) => (typeof text === "string" ? [readToken(text)] : []));
  return (
    <>
      {hasChange && (
        <Facts
          facts={[
            ...(name === undefined ? [] : [["Name", shown(name)] as const]),
            ["Before", shown(before)],
            ["After", shown(value)],
          ]}
        />
      )}
      {tokens.map((token) => token !== undefined && <Code key={token} label="Token, decoded" text={token} />)}
      {Object.keys(rest).length > 0 && <Code label={`Details of ${step.source}`} text={textOf(rest)} />}
    </>
  );
}

/** Headers a line each, anything else as JSON. */
function textOf(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    fields,
    (_key, value: unknown) => (isHeaders(value) ? Object.fromEntries(value.map(pair)) : value),
    2,
  );
}

type HeaderEntry = { readonly name: string; readonly value?: string };

function isHeaders(value: unknown): value is readonly HeaderEntry[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each?.name === "string");
}

function pair({ name, value = "" }: HeaderEntry): readonly [string, string] {
  return [name, value];
}
