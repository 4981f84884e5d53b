import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Upload } from '../../../prisma/client/client.ts'
import { sealedPurposes, type UploadState } from '../../../core/contracts/uploads.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { removeFile, stateOf, uploadPath, writePiece } from './upload-files.ts'

/** The piece does not begin where the last one ended; `received` says where that is. */
export class WrongOffset extends DomainError<'WRONG_OFFSET'> {
  constructor(received: number) {
    super(
      'WRONG_OFFSET',
      {
        vi: 'Phần tệp gửi lên không nối tiếp phần đã nhận. Hãy gửi tiếp từ đúng vị trí.',
        en: 'The piece does not follow what has come. Go on from where that ends.',
      },
      { received },
    )
  }
}

/** More bytes than were announced. */
export class UploadTooLong extends DomainError<'UPLOAD_TOO_LONG'> {
  constructor() {
    super('UPLOAD_TOO_LONG', {
      vi: 'Dữ liệu gửi lên dài hơn đã báo. Phần thừa không được nhận.',
      en: 'There are more bytes than were announced; the rest was not taken.',
    })
  }
}

/** All bytes are there and are not those that were announced: what came is thrown away. */
export class UploadDamaged extends DomainError<'UPLOAD_DAMAGED'> {
  constructor() {
    super('UPLOAD_DAMAGED', {
      vi: 'Tệp nhận được không khớp mã kiểm tra. Phần đã nhận đã bị xóa; hãy gửi lại từ đầu.',
      en: 'The file does not match its checksum. What came was removed; send it again from the start.',
    })
  }
}

export interface Chunk {
  readonly id: string
  readonly offset: number
  /** Empty where only the end is to be confirmed. */
  readonly bytes: Uint8Array
}

/**
 * Takes the next piece of a file: on disk before the answer. With the last one the whole is compared with its hash, and a
 * page or a paper goes to the sealed store. Throws {@link WrongOffset}, {@link UploadTooLong}, {@link UploadDamaged}.
 */
export async function receiveChunk(app: App, actor: Actor, chunk: Chunk): Promise<UploadState> {
  const upload = await app.db.$transaction((tx) => takePiece(tx, app, { actor, chunk }))
  const whole = upload.received === upload.bytes && !upload.completedAt
  return stateOf(whole ? await complete(app, actor, upload) : upload)
}

/** An officer's upload, locked, so that its pieces come one after the other. */
async function lockUpload(tx: Transaction, actor: Actor, id: string): Promise<Upload> {
  await tx.$queryRaw`SELECT 1 FROM "Upload" WHERE "id" = ${recordId(id, 'upload')}::uuid FOR UPDATE`
  const upload = await tx.upload.findUnique({ where: { id } })
  if (!upload || upload.officerId !== actor.id) throw new NotFound('upload')
  return upload
}

async function takePiece(
  tx: Transaction,
  app: App,
  { actor, chunk: { id, offset, bytes } }: { readonly actor: Actor; readonly chunk: Chunk },
): Promise<Upload> {
  const upload = await lockUpload(tx, actor, id)
  if (upload.completedAt) return upload
  const received = Number(upload.received)
  if (offset !== received) throw new WrongOffset(received)
  if (offset + bytes.length > Number(upload.bytes)) throw new UploadTooLong()
  if (bytes.length === 0) return upload
  const data = { received: BigInt(offset + bytes.length) }
  if (await writePiece(app, id, { offset, bytes })) return tx.upload.update({ where: { id }, data })
  // The disk lost what came before: the answer says so and the sender begins anew.
  return tx.upload.update({ where: { id }, data: { received: 0n } })
}

/** Null where the file is gone: lost with its disk, or completed by another request in the meantime. */
async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  return hash.digest('hex')
}

async function complete(app: App, actor: Actor, { id, sha256, purpose }: Upload): Promise<Upload> {
  const sound = (await hashOf(uploadPath(app, id))) === sha256
  if (sound && sealedPurposes.includes(purpose)) await app.blobs.put(await readFile(uploadPath(app, id)))
  const at = app.clock()
  const settled = await app.db.$transaction(async (tx) => {
    const upload = await lockUpload(tx, actor, id)
    if (upload.completedAt || upload.received !== upload.bytes) return upload
    if (!sound) {
      await removeFile(app, id)
      return tx.upload.update({ where: { id }, data: { received: 0n } })
    }
    const details = { purpose, sha256, bytes: Number(upload.bytes) }
    await audit(tx, { actor, at, action: 'upload.complete', subjectKind: 'upload', subjectId: id, details })
    return tx.upload.update({ where: { id }, data: { completedAt: instantAt(at) } })
  })
  if (!settled.completedAt) throw new UploadDamaged()
  if (sealedPurposes.includes(purpose)) await removeFile(app, id)
  return settled
}
