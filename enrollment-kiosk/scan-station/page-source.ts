import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uploadLimits } from '../../core/contracts/uploads.ts'
import { DomainError } from '../../core/errors.ts'
import { openDocumentScanner } from '../devices/document-scanner/scanner.ts'
import type { ScanStationOptions } from './options.ts'

export class FolderUnreadable extends DomainError<'FOLDER_UNREADABLE'> {
  constructor() {
    super('FOLDER_UNREADABLE', {
      vi: 'Không đọc được thư mục ảnh quét. Kiểm tra đường dẫn và quyền đọc.',
      en: 'The folder of scans cannot be read. Check its path and permissions.',
    })
  }
}

/** The scanner has neither a feeder nor the glass that was asked for. */
export class SourceMissing extends DomainError<'SOURCE_MISSING'> {
  constructor() {
    super('SOURCE_MISSING', {
      vi: 'Máy quét không có khay nạp giấy (hoặc mặt kính) như yêu cầu.',
      en: 'The scanner has no feeder (or no glass), which was asked for.',
    })
  }
}

export interface PulledPage {
  readonly label: string
  /** Null for a file that is too large to be a page. */
  readonly bytes: Uint8Array | null
}

const images = /\.(?:png|jpe?g|tiff?)$/i

/** Pages in their order. Throws {@link FolderUnreadable}, {@link SourceMissing}, and what a scanner refuses with. */
export async function* pullPages(
  { from, dpi, glass }: ScanStationOptions,
  signal: AbortSignal,
): AsyncGenerator<PulledPage, void, void> {
  if (from.kind === 'FOLDER') {
    yield* pagesInFolder(from.folder)
    return
  }
  const scanner = await openDocumentScanner(from.address, { signal })
  const source = glass ? 'Platen' : 'Feeder'
  if (!scanner.capabilities.sources.includes(source)) throw new SourceMissing()
  let page = 0
  for await (const bytes of scanner.scan({ source, dpi })) yield { label: `trang ${++page}`, bytes }
}

async function* pagesInFolder(folder: string): AsyncGenerator<PulledPage, void, void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new FolderUnreadable()
  })
  const names = entries.filter((entry) => entry.isFile() && images.test(entry.name)).map(({ name }) => name)
  for (const name of names.toSorted((a, b) => a.localeCompare(b, 'vi', { numeric: true }))) {
    const bytes = await readFile(join(folder, name)).catch(() => {
      throw new FolderUnreadable()
    })
    yield { label: name, bytes: bytes.length > 0 && bytes.length <= uploadLimits.FORM_PAGE ? bytes : null }
  }
}
