export { type AdjustableClock, type Clock, createClock, epochSeconds } from "./clock.ts";
export {
  type Exchange,
  type ExchangeEnd,
  type KeptNote,
  type Note,
  noteOn,
  PARENT_HEADER,
  parentValueOf,
  type SecretNames,
} from "./exchange.ts";
export { createExchanges, type ExchangeStart, type Exchanges } from "./exchanges.ts";
export { type FetchServiceOptions, fetchService } from "./fetch-service.ts";
export {
  type ClientId,
  derivedGuid,
  isGuid,
  newClientId,
  newObjectId,
  type ObjectId,
  type ResourceId,
  resourceKey,
  sameResourceId,
} from "./ids.ts";
export { type Log, type LogFields, silentLog } from "./log.ts";
export {
  createOpenIdConfigurations,
  type OpenIdConfiguration,
  OpenIdConfigurationError,
  type OpenIdConfigurations,
} from "./openid-configuration.ts";
export {
  type Outbound,
  OutboundError,
  type OutboundErrorCode,
  type OutboundRequest,
  type OutboundResponse,
  type OutboundRoute,
} from "./outbound.ts";
export type { Host, Service } from "./service.ts";
export { type DocumentTable, openStore, type Store, StoreError, type StoreErrorCode } from "./store.ts";
export { writeWholeFile } from "./write-whole-file.ts";
