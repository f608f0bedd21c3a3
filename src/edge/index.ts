export { type CertificateAuthority, openCertificateAuthority } from "./certificate-authority.ts";
export { createHostTable, type HostTable } from "./host-table.ts";
export { type Edge, ListenError, listen } from "./listener.ts";
export { createOutbound } from "./outbound.ts";
