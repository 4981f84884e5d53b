/**
 * Pieces of packets that did not come in one request. A file's length is what is held of its packet: it is flushed before
 * anything is said of it, and needs no row beside it.
 */
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'

/** The rest of a piece lies beyond what is held of the packet. */
export class PieceTooFar extends DomainError<'WRONG_OFFSET'> {
  readonly received: number
  constructor(received: number) {
    super(
      'WRONG_OFFSET',
      {
        vi: 'Phần gửi lên không nối tiếp phần đã nhận. Hãy gửi tiếp từ đúng vị trí.',
        en: 'The piece does not follow what has come. Go on from where that ends.',
      },
      { received },
    )
    this.received = received
  }
}

/** More bytes than a packet may have, or than this one was said to have. */
export class PacketTooLarge extends DomainError<'PACKET_TOO_LARGE'> {
  constructor() {
    super('PACKET_TOO_LARGE', {
      vi: 'Gói hồ sơ lớn hơn mức cho phép hoặc dài hơn đã báo.',
      en: 'The packet is larger than is allowed, or longer than was announced.',
    })
  }
}

type WithFiles = Pick<App, 'env'>

/** Whose pieces they are: two machines may bring the same packet at once. */
export interface PiecesOf {
  readonly machine: string
  readonly sha256: string
}

const folderOf = (app: WithFiles) => join(app.env.dataDir, 'packet-pieces')
const pathOf = (app: WithFiles, { machine, sha256 }: PiecesOf) => join(folderOf(app), `${machine}.${sha256}`)

/** Bytes of the packet that are here, from its first on. */
export async function heldPieces(app: WithFiles, of: PiecesOf): Promise<number> {
  const file = await stat(pathOf(app, of)).catch(nullIfMissing)
  return file?.size ?? 0
}

/**
 * Writes a piece at its place as it comes, and keeps what came where it is cut off; on disk for good when this resolves.
 * Answers how much of the packet is held. Bytes that are here already may come again: they are the same.
 * Throws {@link PieceTooFar}, {@link PacketTooLarge}.
 */
export async function takePiece(
  app: WithFiles,
  of: PiecesOf,
  piece: { readonly offset: number; readonly length: number; readonly bytes: AsyncIterable<Uint8Array> },
): Promise<number> {
  await mkdir(folderOf(app), { recursive: true, mode: 0o700 })
  const path = pathOf(app, of)
  const file = await open(path, 'r+')
    .catch(nullIfMissing)
    .then((known) => known ?? open(path, 'w+', 0o600))
  try {
    const { size } = await file.stat()
    if (piece.offset > size) throw new PieceTooFar(size)
    let at = piece.offset
    try {
      for await (const bytes of piece.bytes) {
        if (at + bytes.length > piece.length) throw new PacketTooLarge()
        await file.write(bytes, 0, bytes.length, at)
        at += bytes.length
      }
    } finally {
      await file.sync()
    }
    return Math.max(at, size)
  } finally {
    await file.close()
  }
}

export const readPieces = (app: WithFiles, of: PiecesOf): Promise<Uint8Array> => readFile(pathOf(app, of))

export const removePieces = (app: WithFiles, of: PiecesOf): Promise<void> =>
  rm(pathOf(app, of), { force: true })

/** Whoever was not heard of for so long begins anew. */
const keptMs = 30 * 86_400_000

/** Daily: pieces of packets that were never finished leave the disk. Answers how many. */
export async function forgetPieces(app: App): Promise<number> {
  const names = (await readdir(folderOf(app)).catch(nullIfMissing)) ?? []
  let forgotten = 0
  for (const name of names) {
    const file = await stat(join(folderOf(app), name)).catch(nullIfMissing)
    if (!file || file.mtimeMs > app.clock() - keptMs) continue
    await rm(join(folderOf(app), name), { force: true })
    forgotten += 1
  }
  return forgotten
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
