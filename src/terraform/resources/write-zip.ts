import { promisify } from "node:util";
import { crc32, deflateRaw } from "node:zlib";

export interface ZipEntry {
  /** Path within the archive, with `/`. */
  readonly name: string;
  readonly content: Buffer;
}

/** 1 January 1980, the first day that the format knows: the same content gives the same bytes on every day. */
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
const VERSION_NEEDED = 20;
const MADE_ON_UNIX = 3;
/** A plain file that everybody may read (0100644), in the upper half of the external attributes. */
const READABLE_FILE = 0x81a4_0000;
const MAXIMUM_ENTRIES = 0xffff;
const MAXIMUM_BYTES = 0xffff_ffff;

const deflate = promisify(deflateRaw);

/**
 * Writes a zip file (PKWARE APPNOTE 6.3), entries in the order given. Throws RangeError for more than 65535 entries or 4 GiB:
 * the 64-bit form is not written.
 */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const packed = await Promise.all(entries.map(async (entry) => ({ ...entry, packed: await deflate(entry.content) })));
  const size = packed.reduce((sum, entry) => sum + Math.max(entry.packed.length, entry.content.length), 0);
  if (entries.length > MAXIMUM_ENTRIES || size > MAXIMUM_BYTES)
    throw new RangeError(`${entries.length} files of ${size} bytes are too much for a zip file.`);
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packed: bytes } of packed) {
    const path = Buffer.from(name, "utf8");
    const header = entryHeader(path, content, bytes);
    const file = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), header, path, bytes]);
    directory.push(directoryEntry(path, header, offset));
    files.push(file);
    offset += file.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([...files, listing, endOfDirectory(entries.length, listing.length, offset)]);
}

/** What the header of a file and its entry in the directory have in common. */
function entryHeader(path: Buffer, content: Buffer, packed: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION_NEEDED, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(DEFLATE, 4);
  header.writeUInt16LE(DOS_DATE, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(path.length, 22);
  return header;
}

function directoryEntry(path: Buffer, header: Buffer, offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(READABLE_FILE, 6);
  tail.writeUInt32LE(offset, 10);
  const start = Buffer.from("PK\u0001\u0002", "latin1");
  return Buffer.concat([start, Buffer.from([VERSION_NEEDED, MADE_ON_UNIX]), header, tail, path]);
}

function endOfDirectory(entries: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries, 4);
  end.writeUInt16LE(entries, 6);
  end.writeUInt32LE(length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([Buffer.from("PK\u0005\u0006", "latin1"), end]);
}
