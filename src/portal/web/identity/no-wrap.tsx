import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({ whole: { whiteSpace: "nowrap" } });

/** A word or button in a table that is not broken where the column is narrow. */
export function NoWrap({ children }: { readonly children: ReactNode }) {
  return <span className={useStyles().whole}>{children}</span>;
}
