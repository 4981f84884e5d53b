import { chipFileNames, chipFileOnDisk, type ChipFileName } from '../../../core/lds/chip-files.ts'

export type ChosenChip = ReadonlyMap<ChipFileName, Uint8Array>

/** A chip's file by the name that it has in a folder, also where a system has changed its case. */
const nameOf = (file: File) =>
  chipFileNames.find((name) => chipFileOnDisk(name).toLowerCase() === file.name.toLowerCase())

/** The chip's files among those chosen; others are left alone. */
export async function readChosen(files: readonly File[]): Promise<ChosenChip> {
  const read = await Promise.all(
    files.map(async (file) => {
      const name = nameOf(file)
      return name && ([name, new Uint8Array(await file.arrayBuffer())] as const)
    }),
  )
  return new Map(read.filter((one) => one !== undefined))
}

/** Files that were dropped, also as a folder. */
export async function droppedFiles(items: DataTransferItemList): Promise<readonly File[]> {
  // Both are gone after the first wait.
  const dropped = Array.from(items, (item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const folders = dropped.map(({ entry }) => entry).filter((entry) => entry !== null && isFolder(entry))
  const inside = await Promise.all(folders.map(filesIn))
  const files = dropped.filter(({ entry }) => !entry || isFile(entry)).flatMap(({ file }) => file ?? [])
  return [...files, ...inside.flat()]
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader()
  const inside = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
  const files = inside.filter(isFile)
  return Promise.all(files.map((file) => new Promise<File>((done, fail) => file.file(done, fail))))
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
