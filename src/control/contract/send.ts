import { z } from "zod";

/** Body of `POST /gatehouse/send`: one request to a host that this cloud serves, as `curl` would send it. */
export const sendRequestSchema = z.object({
  method: z.string().regex(/^[A-Z]{1,20}$/),
  /** Under Azure's own host name: `https://my-apim.azure-api.net/api/path?query`. */
  url: z.url({ protocol: /^https?$/ }),
  /** In order; a name may stand more than once. */
  headers: z.array(
    z.tuple([z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/)]),
  ),
  body: z.string().optional(),
});
export type SendRequest = z.infer<typeof sendRequestSchema>;

/** Answer of `POST /gatehouse/send`. */
export interface SendAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text, or Base64 when it isn't UTF-8. */
  readonly body: string;
  readonly bodyEncoding: "utf8" | "base64";
  /** Bytes that came; more than `body` holds if `isCut`. */
  readonly bodyBytes: number;
  readonly isCut: boolean;
  readonly durationMs: number;
}
