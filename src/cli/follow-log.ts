import { get, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { type ControlLogLine, logLineSchema } from "../cloud/index.ts";
import { CliError } from "./cli-error.ts";
import { RESOURCE_MANAGER_SCOPE, type RunningCloud } from "./running-cloud.ts";

/** A site's recent log lines and then each new one. Ends when the cloud does, or when the caller stops asking. */
export async function* followLog(cloud: RunningCloud, site: string): AsyncGenerator<ControlLogLine> {
  const response = await open(cloud, site);
  try {
    if (response.statusCode !== 200)
      throw new CliError(`The log of '${site}' can't be followed: ${response.statusCode}.`);
    for await (const line of createInterface({ input: response })) yield logLineSchema.parse(JSON.parse(line));
  } catch (error) {
    // A cloud that ends cuts the connection.
    if (!(error instanceof Error && "code" in error && error.code === "ECONNRESET")) throw error;
  } finally {
    response.destroy();
  }
}

async function open(cloud: RunningCloud, site: string): Promise<IncomingMessage> {
  const token = await cloud.token(RESOURCE_MANAGER_SCOPE);
  return new Promise((resolve, reject) => {
    get(
      {
        host: "127.0.0.1",
        port: cloud.status.port,
        path: `/gatehouse/logs/${encodeURIComponent(site)}?follow=true`,
        headers: { authorization: `Bearer ${token}` },
      },
      resolve,
    ).once("error", reject);
  });
}
