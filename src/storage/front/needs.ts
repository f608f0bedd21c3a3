/**
 * One permission that an operation needs: any of `actions`, on the plane that they belong to. Storage checks some of its
 * data operations by actions of the control plane ("Permissions for calling data operations").
 */
export interface Need {
  readonly plane: "control" | "data";
  readonly actions: readonly string[];
  /** Below the account: `/blobServices/default/containers/c`; empty for the account itself. */
  readonly scope: string;
}

/** Makes needs of one scope; action names are given without what all actions of the service share. */
export function needsAt(prefix: string, scope: string) {
  const need =
    (plane: Need["plane"]) =>
    (...actions: readonly string[]): Need => ({
      plane,
      scope,
      actions: actions.map((action) => `${prefix}/${action}`),
    });
  return { control: need("control"), data: need("data") };
}
