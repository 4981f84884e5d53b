import { mkdir } from 'node:fs/promises'
import { WrongUsage } from './command.ts'

const unusable = new Set(['EEXIST', 'ENOTDIR', 'EACCES', 'EROFS'])

/** The folder that `--out` names, made where there is none. Throws WrongUsage where it names a file, or a place that is not ours. */
export async function openOutFolder(folder: string, mode?: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, ...(mode !== undefined && { mode }) })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw unusable.has(code) ? new WrongUsage() : error
  }
}
