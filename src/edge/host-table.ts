import type { Host, Service } from "../platform/index.ts";

/** A service and the host that it is asked for. */
export interface HostMatch {
  readonly service: Service;
  readonly host: Host;
}

/** Which service answers for a `Host` header. */
export interface HostTable {
  /** The match for a `Host` header's value; undefined for a host that this cloud doesn't serve. */
  match(hostHeader: string, secure: boolean): HostMatch | undefined;
  /** True for a bare host name (no port, no `.localhost`) that a service answers for. */
  serves(hostname: string): boolean;
}

const LOCAL_SUFFIX = ".localhost";
const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
const MAX_KEPT = 2000;

/**
 * `home` answers for the listener's own address (`localhost`, `127.0.0.1`, `[::1]`). A longer pattern wins over a shorter one,
 * so `*.scm.azurewebsites.net` is asked before `*.azurewebsites.net`.
 */
export function createHostTable(services: readonly Service[], home: Service): HostTable {
  const exact = new Map<string, Service>();
  const patterns: { readonly suffix: string; readonly service: Service }[] = [];
  for (const service of services) {
    for (const host of service.hosts) {
      if (host.startsWith("*.")) patterns.push({ suffix: host.slice(1).toLowerCase(), service });
      else exact.set(host.toLowerCase(), service);
    }
  }
  patterns.sort((a, b) => b.suffix.length - a.suffix.length);
  const kept = { plain: new Map<string, HostMatch>(), secure: new Map<string, HostMatch>() };

  function find(name: string): { readonly service: Service; readonly label: string } | undefined {
    const service = exact.get(name);
    if (service !== undefined) return { service, label: "" };
    for (const { suffix, service: candidate } of patterns) {
      if (name.length > suffix.length && name.endsWith(suffix)) {
        return { service: candidate, label: name.slice(0, -suffix.length) };
      }
    }
    return undefined;
  }

  function matchAnew(hostHeader: string, secure: boolean): HostMatch | undefined {
    const parts = /^([a-z0-9._-]+|\[::1\])(?::(\d{1,5}))?$/.exec(hostHeader.toLowerCase());
    const typed = parts?.[1];
    if (typed === undefined) return undefined;
    const origin = `${secure ? "https" : "http"}://${hostHeader.toLowerCase()}`;
    if (LOCAL_NAMES.has(typed))
      return { service: home, host: { name: typed, label: "", scheme: secure ? "https" : "http", origin } };
    const isAbbreviation = typed.endsWith(LOCAL_SUFFIX);
    const name = isAbbreviation ? typed.slice(0, -LOCAL_SUFFIX.length) : typed;
    const found = find(name);
    if (found === undefined) return undefined;
    const scheme = secure || isAbbreviation ? "https" : "http";
    return { service: found.service, host: { name, label: found.label, scheme, origin } };
  }

  return {
    match(hostHeader, secure) {
      const matches = secure ? kept.secure : kept.plain;
      const known = matches.get(hostHeader);
      if (known !== undefined) return known;
      const match = matchAnew(hostHeader, secure);
      if (match !== undefined) {
        if (matches.size >= MAX_KEPT) matches.clear();
        matches.set(hostHeader, match);
      }
      return match;
    },
    serves: (hostname) => find(hostname.toLowerCase()) !== undefined,
  };
}
