/** What has to be done to bring a resource from its state to its configuration. */
export type Action = "create" | "update" | "replace" | "none";

/** What an apply or destroy tells while it runs. */
export type ApplyEvent =
  /** The folder is read and checked; `resources` is the number of its resource blocks. */
  | { readonly kind: "read"; readonly resources: number }
  | {
      readonly kind: "done";
      readonly action: Action | "delete";
      readonly address: string;
      readonly milliseconds: number;
    }
  | { readonly kind: "warning"; readonly message: string };
