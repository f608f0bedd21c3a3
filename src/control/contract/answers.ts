import { z } from "zod";

/** Answer of `GET /gatehouse/status`, the one thing below `/gatehouse/` that needs no token. */
export const statusSchema = z.object({
  version: z.string(),
  pid: z.number(),
  port: z.number(),
  /** ISO 8601, by the machine's clock. */
  startedAt: z.string(),
  tenantId: z.string(),
  subscriptionId: z.string(),
  /** ISO 8601, by the cloud's clock. */
  time: z.string(),
  /** How far the cloud's clock is ahead of the machine's. */
  clockOffsetMs: z.number(),
  stateFolder: z.string(),
  /** PEM file with the local authority's certificate. */
  certificateFile: z.string(),
  /** PEM file with it and everything that is trusted anyway. */
  bundleFile: z.string(),
  sites: z.array(
    z.object({
      name: z.string(),
      hostName: z.string(),
      state: z.enum(["running", "starting", "failed", "empty", "stopped"]),
      reason: z.string(),
      functions: z.array(z.string()),
    }),
  ),
});
export type ControlStatus = Readonly<z.infer<typeof statusSchema>>;

/** Answer of `POST /gatehouse/token`. */
export const tokenSchema = z.object({ accessToken: z.string(), expiresOn: z.number() });

/** One line of `GET /gatehouse/logs/{site}`: an array, or with `?follow=true` a line of JSON each, as they come. */
export const logLineSchema = z.object({
  time: z.string(),
  level: z.enum(["info", "warning", "error"]),
  text: z.string(),
});
export type ControlLogLine = Readonly<z.infer<typeof logLineSchema>>;

/** Answer of `GET /gatehouse/identity-cache`. */
export const identityCacheSchema = z.array(
  z.object({
    identity: z.string(),
    clientId: z.string(),
    principalId: z.string(),
    resource: z.string(),
    roles: z.array(z.string()),
    /** Seconds since the epoch. */
    expiresOn: z.number(),
    /** Entra ID's text, where it refused a token and that is what is kept. */
    refusal: z.string().optional(),
  }),
);

/** Answer of `POST /gatehouse/clock`. */
export const clockSchema = z.object({ time: z.string(), clockOffsetMs: z.number() });

/** What every refusal below `/gatehouse/` carries: Resource Manager's envelope. */
export const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
