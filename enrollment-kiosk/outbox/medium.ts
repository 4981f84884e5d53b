/**
 * Packets on a removable medium. A folder of it holds the packets as they lie in the outbox, `<code>.<sha256>.cms`, and for each
 * export a list of them, written last: a packet that no list names was not finished.
 */
import { readdir, readFile, realpath, stat, statfs } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import { packetFileName } from './outbox-files.ts'

type MediumFault =
  | 'MISSING'
  | 'INSIDE_DATA'
  | 'NO_SPACE'
  | 'NOT_WRITABLE'
  | 'NOT_READABLE'
  | 'FILE_EXISTS'
  | 'READ_BACK'

const texts: Readonly<Record<MediumFault, { vi: string; en: string }>> = {
  MISSING: {
    vi: 'Không có thư mục này. Cắm thiết bị nhớ rồi chọn lại thư mục, ghi đường dẫn đầy đủ.',
    en: 'There is no such folder. Plug in the medium and choose the folder again, by its full path.',
  },
  INSIDE_DATA: {
    vi: 'Thư mục này nằm trong dữ liệu của máy thu nhận. Hãy chọn thư mục trên thiết bị nhớ rời.',
    en: "This folder is part of the kiosk's own data. Choose one on a removable medium.",
  },
  NO_SPACE: {
    vi: 'Thiết bị nhớ không đủ chỗ trống. Dùng thiết bị khác hoặc xuất ít gói hơn.',
    en: 'There is not enough room on the medium. Use another one, or export fewer packets.',
  },
  NOT_WRITABLE: {
    vi: 'Không ghi được vào thư mục này: thiết bị bị khóa ghi, hỏng hoặc không có quyền.',
    en: 'This folder cannot be written to: the medium is locked or faulty, or you may not.',
  },
  NOT_READABLE: {
    vi: 'Không đọc được thư mục này: thiết bị hỏng hoặc không có quyền.',
    en: 'This folder cannot be read: the medium is faulty, or you may not.',
  },
  FILE_EXISTS: {
    vi: 'Trong thư mục đã có tệp cùng tên với nội dung khác. Hãy chọn thư mục trống.',
    en: 'The folder holds a file of the same name with other content. Choose an empty folder.',
  },
  READ_BACK: {
    vi: 'Đọc lại từ thiết bị nhớ không đúng dữ liệu đã ghi. Thiết bị có thể hỏng; hãy dùng thiết bị khác.',
    en: 'What was read back is not what was written. The medium may be faulty; use another one.',
  },
}

export class MediumRefused extends DomainError<`MEDIUM_${MediumFault}`> {
  constructor(fault: MediumFault) {
    super(`MEDIUM_${fault}`, texts[fault])
  }
}

const listedPacketSchema = z.strictObject({
  applicationCode: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  sealedAt: z.iso.datetime(),
})
export type ListedPacket = z.infer<typeof listedPacketSchema>

export const packetListSchema = z.strictObject({
  version: z.literal(1),
  centre: z.string(),
  machineNumber: z.int(),
  exportedAt: z.iso.datetime(),
  packets: z.array(listedPacketSchema).max(10_000),
})
export type PacketList = z.infer<typeof packetListSchema>

const listName = /^packets-[A-Z0-9-]{1,60}\.json$/
/** More is no list of ours. */
const longestList = 4_000_000

/** Named so that several exports, of several kiosks, lie in one folder. */
export const listFileName = ({ centre, machineNumber, exportedAt }: PacketList): string =>
  `packets-${centre}-${machineNumber}-${exportedAt.replaceAll(/[^0-9TZ]/g, '')}.json`

export const packetPath = (
  directory: string,
  packet: Pick<ListedPacket, 'applicationCode' | 'sha256'>,
): string => join(directory, packetFileName(packet, 'cms'))

/** The real folder. Throws {@link MediumRefused} where there is none, or it and the kiosk's data are one inside the other. */
export async function openMedium(directory: string, dataDirectory: string): Promise<string> {
  if (!isAbsolute(directory)) throw new MediumRefused('MISSING')
  const real = await realpath(directory).catch(() => null)
  if (real === null || !(await stat(real)).isDirectory()) throw new MediumRefused('MISSING')
  const data = await realpath(dataDirectory)
  const within = (inner: string, outer: string) =>
    `${inner}${sep}`.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`)
  if (within(real, data) || within(data, real)) throw new MediumRefused('INSIDE_DATA')
  return real
}

export async function demandSpace(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory)
  if (bytes > bavail * bsize) throw new MediumRefused('NO_SPACE')
}

/** What the operating system said, in the words of a medium; anything else as it is. */
export function mediumFault(error: unknown, otherwise: 'NOT_WRITABLE' | 'NOT_READABLE'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new MediumRefused('NO_SPACE')
  if (code === 'ENOENT' || code === 'ENOTDIR') return new MediumRefused('MISSING')
  return typeof code === 'string' && !(error instanceof DomainError) ? new MediumRefused(otherwise) : error
}

/** The lists in a folder that can be read; a damaged one is left out and counted. */
export async function readLists(
  directory: string,
): Promise<{ readonly lists: readonly PacketList[]; readonly damaged: readonly string[] }> {
  const lists: PacketList[] = []
  const damaged: string[] = []
  for (const name of (await readdir(directory)).filter((each) => listName.test(each)).sort()) {
    const list = await readList(join(directory, name))
    if (list) lists.push(list)
    else damaged.push(name)
  }
  return { lists, damaged }
}

async function readList(path: string): Promise<PacketList | null> {
  if ((await stat(path)).size > longestList) return null
  try {
    return packetListSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
