import { type CaseResult, demoCases, runCases } from "../../src/cli/demo/cases.ts";
import type { Cloud } from "../../src/cloud/index.ts";

/** Runs the five cases in a cloud that the demo was brought into without `gatehouse apply`, under its default names. */
export async function demoResults(cloud: Cloud, subscriptionKey: string): Promise<readonly CaseResult[]> {
  for (const site of cloud.appService.status()) await cloud.appService.whenRunning(site.name);
  const app = (name: string) => `https://fn-apim-mi-demo-public-${name}.azurewebsites.net/api`;
  const outputs = {
    untrustedSimpleUrl: `${app("untrusted")}/simple`,
    trustedSimpleUrl: `${app("trusted")}/simple`,
    untrustedGroupUrl: `${app("untrusted")}/group`,
    trustedGroupUrl: `${app("trusted")}/group`,
    untrustedApiUrl: "https://fn-apim-mi-demo-apim.azure-api.net/untrusted/test",
    subscriptionKey,
  };
  const send = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    cloud.outbound.request({ method: "GET", url: new URL(url), headers });
  return runCases(demoCases(outputs, send));
}
