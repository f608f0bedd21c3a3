import { Spinner } from "@fluentui/react-components";

/** What is seen until the first page is there. */
export function Loading() {
  return <Spinner label="Loading" />;
}
