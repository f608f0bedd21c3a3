import { join } from "node:path";
import { createApiManagement } from "../api-management/index.ts";
import type { AppService } from "../app-service/index.ts";
import { createAppService } from "../app-service/index.ts";
import {
  type Cases,
  createCases,
  createControl,
  createProgress,
  createSession,
  type Progress,
} from "../control/index.ts";
import { createHostTable, createOutbound, listen, openCertificateAuthority } from "../edge/index.ts";
import { createEntra } from "../entra/index.ts";
import { createGraph } from "../graph/index.ts";
import { createKeyVault } from "../key-vault/index.ts";
import { createManagedIdentities, type ManagedIdentities } from "../managed-identity/index.ts";
import {
  type AdjustableClock,
  createClock,
  createExchanges,
  createOpenIdConfigurations,
  type Log,
  type Outbound,
  openStore,
  silentLog,
} from "../platform/index.ts";
import { portalRoutes } from "../portal/index.ts";
import {
  createAccessControl,
  createResourceManager,
  openResourceStore,
  type ResourceStore,
} from "../resource-manager/index.ts";
import { createStorage } from "../storage/index.ts";
import { clientEnvironment, proxyEnvironment } from "./client-environment.ts";
import { findRunning } from "./find-running.ts";
import { OPERATOR_ENDS, openOperator } from "./operator.ts";
import type { Operator } from "./operator-file.ts";
import { writeRunningFile } from "./running-file.ts";
import { startNodeFunctionApp } from "./start-node-function-app.ts";
import { openStateFolder, StateInUse } from "./state-folder.ts";
import { VERSION } from "./version.ts";
import { SUBSCRIPTION_ID, TENANT_ID } from "./well-known-ids.ts";

export interface CloudOptions {
  /** Port of the one listener; 0 (the default) lets the system choose. */
  readonly port?: number;
  /** Address to listen on; loopback unless said. */
  readonly address?: string;
  /** Where the state is kept. In memory when absent. */
  readonly folder?: string;
  /** True: no host outside this machine is asked. */
  readonly offline?: boolean;
  /** How many times as fast as in Azure long-running operations are done; at once when absent. */
  readonly operationSpeed?: number;
  /** `off`: every token of a managed identity is issued anew, unlike in Azure. */
  readonly tokenCache?: "on" | "off";
  readonly log?: Log;
}

/** A running cloud. */
export interface Cloud extends AsyncDisposable {
  readonly port: number;
  /** `http://localhost:{port}`. */
  readonly url: string;
  readonly operator: Operator;
  readonly clock: AdjustableClock;
  readonly identities: ManagedIdentities;
  readonly appService: AppService;
  /** Every resource of Resource Manager. */
  readonly resources: ResourceStore;
  /** Requests with promised answers, for the portal to run. */
  readonly cases: Cases;
  /** How far the system is on its way up, for the portal to show. */
  readonly progress: Progress;
  /** Sends requests to Azure's host names, into this cloud. */
  readonly outbound: Outbound;
  readonly stateFolder: string;
  /** The plain-HTTP address of an Azure URL here: `http://{host}.localhost:{port}/…`. */
  localUrl(azureUrl: string): string;
  /** Variables for a program that is to reach this cloud under Azure's host names, as the operator. */
  environment(inherited?: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts a whole cloud in this process and resolves when it takes requests: Entra ID, Graph, Resource Manager, managed
 * identities, Key Vault, Storage, API Management and App Service behind one loopback listener. Throws `ListenError`,
 * `StoreError`, `StateInUse`; nothing is left running then.
 *
 * @example
 * ```ts
 * await using cloud = await startCloud();
 * const response = await fetch(cloud.localUrl("https://my-site.azurewebsites.net/api/hello"));
 * ```
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { log = silentLog, offline = false } = options;
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }

  async function open(): Promise<Cloud> {
    const startedAt = new Date().toISOString();
    const folder = openStateFolder(options.folder);
    const other = await findRunning(folder.path);
    if (other !== undefined) {
      throw new StateInUse(
        `A Gatehouse is up on ${folder.path} already (process ${other.pid}, port ${other.port}). Stop it, or name another folder.`,
      );
    }
    closing.push(() => folder.close());
    const store = openStore(folder.database);
    closing.push(() => store.close());
    const settings = store.documents<number>("settings");
    const clock = persistentClock(createClock(settings.get("clock-offset-ms") ?? 0), (offset) =>
      settings.put("clock-offset-ms", offset),
    );

    const exchanges = createExchanges({ clock });
    const resources = openResourceStore(store);
    const accessHolder: { groupsOf: Parameters<typeof createAccessControl>[1] } = { groupsOf: () => new Set() };
    const access = createAccessControl(store, (principal) => accessHolder.groupsOf(principal));
    const entra = await createEntra({ store, clock, log, tenantId: TENANT_ID });
    const { directory, tokens } = entra;
    accessHolder.groupsOf = directory.groupsOf;
    const operator = openOperator({
      store,
      clock,
      directory,
      access,
      subscriptionId: SUBSCRIPTION_ID,
      folder: folder.path,
    });
    const identities = createManagedIdentities({
      store,
      clock,
      log,
      entra,
      resources,
      access,
      tokenCache: options.tokenCache ?? "on",
    });

    const storage = createStorage({
      store,
      clock,
      log,
      tokens,
      tenantId: TENANT_ID,
      resources,
      accessControl: access,
      folder: folder.storage,
    });
    closing.push(() => storage.close());
    // Who needs Storage waits for it there; a failure to start is told to each of them.
    storage.ready.catch(() => undefined);
    const authority = await openCertificateAuthority(join(folder.path, "authority"));

    const address = { port: options.port ?? 0 };
    const serves = (hostname: string): boolean => table.serves(hostname);
    const outbound = createOutbound({ serves, port: () => address.port, offline });
    const openIdConfigurations = createOpenIdConfigurations({
      outbound,
      clock,
      refreshMs: 3_600_000,
      refetchMs: 300_000,
    });
    const shared = { store, clock, log, outbound, openIdConfigurations, resources, identities };
    const keyVault = createKeyVault({
      store,
      clock,
      log,
      tokens,
      tenantId: TENANT_ID,
      resources,
      accessControl: access,
      groupsOf: directory.groupsOf,
    });
    const apiManagement = createApiManagement(shared);
    closing.push(() => apiManagement.service.close?.());
    const edgeAddress = () => ({
      port: address.port,
      certificateFile: authority.certificateFile,
      bundleFile: authority.bundleFile,
    });
    const appService = createAppService({
      ...shared,
      tokens,
      accessControl: access,
      loginHost: "login.microsoftonline.com",
      folder: join(folder.path, "sites"),
      startFunctionApp: startNodeFunctionApp,
      childEnvironment: () => proxyEnvironment(edgeAddress()),
      identityEndpoint: () => `http://127.0.0.1:${address.port}/msi/token`,
    });
    closing.push(() => appService.close());
    const resourceManager = createResourceManager({
      store,
      clock,
      log,
      subscriptionId: SUBSCRIPTION_ID,
      directory,
      tokens,
      resources,
      access,
      ...(options.operationSpeed === undefined ? {} : { operationSpeed: options.operationSpeed }),
      types: [
        ...identities.resourceTypes,
        ...storage.resourceTypes,
        ...keyVault.resourceTypes,
        ...apiManagement.resourceTypes,
        ...appService.resourceTypes,
      ],
    });
    const cases = createCases();
    const progress = createProgress();
    const session = createSession(() => address.port);
    const table = createHostTable(
      [
        entra.service,
        createGraph({ entra, clock, log }).service,
        resourceManager.service,
        identities.service,
        keyVault.service,
        storage.service,
        apiManagement.service,
        ...appService.services,
      ],
      await createControl({
        about: () => ({
          version: VERSION,
          pid: process.pid,
          startedAt,
          tenantId: TENANT_ID,
          subscriptionId: SUBSCRIPTION_ID,
          stateFolder: folder.path,
          ...edgeAddress(),
        }),
        subscriptionId: SUBSCRIPTION_ID,
        operatorEnds: OPERATOR_ENDS,
        clock,
        log,
        directory,
        tokens,
        access,
        resources,
        identities,
        appService,
        operator,
        outbound,
        serves,
        session,
        cases,
        progress,
        apiManagement,
        pages: portalRoutes(session),
        policies: apiManagement.policies,
        exchanges,
      }),
    );
    const edge = await listen({
      table,
      authority,
      log,
      exchanges,
      port: address.port,
      address: options.address ?? "127.0.0.1",
      offline,
    });
    closing.push(() => edge.close());
    address.port = edge.port;
    await appService.start();
    closing.push(writeRunningFile(folder.path, { pid: process.pid, port: edge.port, startedAt }));

    return {
      port: edge.port,
      url: `http://localhost:${edge.port}`,
      operator,
      clock,
      identities,
      appService,
      resources,
      cases,
      progress,
      outbound,
      stateFolder: folder.path,
      localUrl: (azureUrl) => localUrl(azureUrl, edge.port),
      environment: (inherited = process.env) =>
        clientEnvironment({ edge: edgeAddress(), operator, stateFolder: folder.path, inherited }),
      close,
      [Symbol.asyncDispose]: close,
    };
  }
}

function localUrl(azureUrl: string, port: number): string {
  const url = new URL(azureUrl);
  return `http://${url.hostname}.localhost:${port}${url.pathname}${url.search}`;
}

/** A clock whose offset is kept, so that tomorrow is still tomorrow after a restart. */
function persistentClock(clock: AdjustableClock, keep: (offsetMs: number) => void): AdjustableClock {
  return {
    get offsetMs() {
      return clock.offsetMs;
    },
    now: clock.now,
    advance(ms) {
      clock.advance(ms);
      keep(clock.offsetMs);
    },
  };
}
