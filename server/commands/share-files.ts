import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../core/errors.ts'
import type { CustodianShare } from '../pki/ceremony/share-activation.ts'

/** What lies there may be the shares that still count. */
export class ShareFileExists extends DomainError<'SHARE_FILE_EXISTS'> {
  constructor(index: number) {
    super(
      'SHARE_FILE_EXISTS',
      {
        vi: `Thư mục đã có tệp share-${index}.txt nên không ghi đè: chọn thư mục trống cho mảnh khóa mới.`,
        en: `The folder already holds share-${index}.txt, which is not overwritten: choose an empty folder for the new shares.`,
      },
      { index },
    )
  }
}

/**
 * One file for each custodian's own medium, readable by its owner alone, and on the disk when this ends. All of them or none: what was
 * written before a failure is removed. Throws {@link ShareFileExists}.
 */
export async function writeShareFiles(folder: string, shares: readonly CustodianShare[]): Promise<void> {
  const written: string[] = []
  try {
    for (const { index, lines } of shares) {
      const file = join(folder, `share-${index}.txt`)
      const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EEXIST' ? new ShareFileExists(index) : error
      })
      written.push(file)
      try {
        await handle.writeFile(`${lines.join('\n')}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    }
    await syncFolder(folder)
  } catch (error) {
    for (const file of written) await rm(file, { force: true })
    throw error
  }
}

/** The names too: a file whose name is lost with the power is no share. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
