import { crc32 } from "node:zlib";

/** One entry of a zip for a test. */
export interface ZipEntry {
  readonly name: string;
  readonly content?: string;
  /** Unix mode, for symbolic links. */
  readonly mode?: number;
}

/**
 * A zip with these entries, stored without compression and with nothing checked: names may be as bad as a test wants
 * them.
 */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = "", mode = 0o100644 } of entries) {
    const nameBytes = Buffer.from(name, "utf8");
    const contentBytes = Buffer.from(content, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(contentBytes), 10);
    common.writeUInt32LE(contentBytes.length, 14);
    common.writeUInt32LE(contentBytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, nameBytes, contentBytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, rest, nameBytes]));
    files.push(local);
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directoryBytes, end]);
}

/** The smallest function app that is one: a `host.json`, and a file whose content a test can tell. */
export function appZip(content = "first"): Buffer {
  return makeZip([
    { name: "host.json", content: '{"version":"2.0"}' },
    { name: "dist/", mode: 0o040755 },
    { name: "dist/index.js", content },
  ]);
}
