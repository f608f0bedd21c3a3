import { z } from "zod";
import type { PasswordRequest } from "../../entra/index.ts";
import { mentioned } from "./read-body.ts";

/** What is asked of a new secret: its text is never the caller's. */
export const passwordSchema = z.strictObject({
  displayName: z.string().max(90).nullable().optional(),
  startDateTime: z.string().nullish(),
  endDateTime: z.string().nullish(),
});

/** A secret as the directory is asked for it. */
export function toPasswordRequest(body: z.infer<typeof passwordSchema> | null | undefined): PasswordRequest {
  return mentioned({
    displayName: body?.displayName,
    startDateTime: body?.startDateTime ?? undefined,
    endDateTime: body?.endDateTime ?? undefined,
  });
}
