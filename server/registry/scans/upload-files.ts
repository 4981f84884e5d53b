import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Upload } from '../../../prisma/client/client.ts'
import type { UploadState } from '../../../core/contracts/uploads.ts'
import { DomainError } from '../../../core/errors.ts'
import type { App } from '../../kernel/app.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** Bytes are still missing. */
export class UploadIncomplete extends DomainError<'UPLOAD_INCOMPLETE'> {
  constructor() {
    super('UPLOAD_INCOMPLETE', {
      vi: 'Tệp chưa được gửi xong. Hãy gửi tiếp phần còn lại.',
      en: 'The file has not come whole yet. Send the rest of it.',
    })
  }
}

type WithFiles = Pick<App, 'env'>

/** The file's name says nothing of its content. */
export const uploadPath = (app: WithFiles, id: string): string => join(app.env.dataDir, 'uploads', id)

export const stateOf = ({ id, received, bytes, completedAt }: Upload): UploadState => ({
  id,
  received: Number(received),
  bytes: Number(bytes),
  complete: completedAt !== null,
})

/** Writes a piece at its place; it survives a power cut once this resolves. False where the bytes before it are gone. */
export async function writePiece(
  app: WithFiles,
  id: string,
  { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<boolean> {
  const folder = join(app.env.dataDir, 'uploads')
  if (offset === 0) await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(uploadPath(app, id), offset === 0 ? 'w' : 'r+', 0o600).catch(nullIfMissing)
  if (!file) return false
  try {
    if ((await file.stat()).size < offset) return false
    await file.write(bytes, 0, bytes.length, offset)
    await file.sync()
  } finally {
    await file.close()
  }
  if (offset === 0) await syncFolder(folder)
  return true
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const removeFile = (app: WithFiles, id: string): Promise<void> =>
  rm(uploadPath(app, id), { force: true })

/** A file that came whole and unaltered. */
export interface UploadedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly unitCode: string
  readonly officerId: string
  stream(): Readable
}

/**
 * A complete file of the registry's data, for whoever reads it; who may is the caller's to ask, by `unitCode`.
 * Throws NotFound, {@link UploadIncomplete}.
 */
export async function openUpload(app: App, id: string): Promise<UploadedFile> {
  const upload = await app.db.upload.findUnique({ where: { id: recordId(id, 'upload') } })
  if (upload?.purpose !== 'REGISTRY_DATA') throw new NotFound('upload')
  if (!upload.completedAt) throw new UploadIncomplete()
  const path = uploadPath(app, id)
  const { sha256, unitCode, officerId } = upload
  return {
    path,
    bytes: Number(upload.bytes),
    sha256,
    unitCode,
    officerId,
    stream: () => createReadStream(path),
  }
}
