import type { ArmResource } from "../../azure/resource-manager.ts";

/** Where a named value's value is read from. */
export interface KeyVaultReference {
  readonly secretIdentifier: string;
  readonly identityClientId?: string | null;
  readonly lastStatus?: { readonly code: string; readonly message?: string; readonly timeStampUtc: string };
}

export type NamedValue = ArmResource<{
  readonly displayName: string;
  /** Absent of a secret one. */
  readonly value?: string;
  readonly secret?: boolean;
  readonly tags?: readonly string[];
  readonly keyVault?: KeyVaultReference;
}>;
