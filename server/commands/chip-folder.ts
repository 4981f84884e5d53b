import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chipFileNames, chipFileOnDisk, type ChipImage } from '../../core/lds/chip-files.ts'
import type { ExportedChip } from '../issuance/export-chip.ts'
import { openOutFolder } from './out-folder.ts'

/**
 * Writes `EF_*.bin`, `csca.cer` and `ds.cer`, for their owner alone: they are a person's data. Files of another chip that lay there
 * are removed first: two people's would look like one chip.
 */
export async function writeChipFolder(
  folder: string,
  { image, csca, documentSigner }: ExportedChip,
): Promise<void> {
  await openOutFolder(folder, 0o700)
  const known = [...chipFileNames.map(chipFileOnDisk), 'csca.cer', 'ds.cer']
  await Promise.all(known.map((name) => rm(join(folder, name), { force: true })))
  const files = [
    ...Array.from(image, ([name, bytes]) => [chipFileOnDisk(name), bytes] as const),
    ['csca.cer', csca] as const,
    ['ds.cer', documentSigner] as const,
  ]
  await Promise.all(files.map(([name, bytes]) => writeFile(join(folder, name), bytes, { mode: 0o600 })))
}

/** What was written, by sizes. */
export const chipFacts = (folder: string, image: ChipImage) => ({
  folder,
  files: Object.fromEntries(Array.from(image, ([name, { length }]) => [chipFileOnDisk(name), length])),
})

export const chipLines = (folder: string, image: ChipImage): string[] => [
  `Đã ghi / written: ${folder}`,
  ...Array.from(image, ([name, { length }]) => `  ${chipFileOnDisk(name).padEnd(20)} ${length}`),
  '  csca.cer',
  '  ds.cer',
]
