import type { DeskClient } from '../../api/desk-client.ts'

/** How long a window may take to read the document that it was given. */
const keptMilliseconds = 300_000

/**
 * Opens a PDF of a file for printing. The agent answers it only once it is made and its barcode was read back; the window is
 * opened at once, because a browser lets nothing else than a press open one.
 */
export async function openDocument(
  desk: DeskClient,
  session: string,
  document: 'slip' | 'sheet',
): Promise<void> {
  const pdf = await desk.bytes(`/sessions/${session}/documents/${document}`)
  const address = URL.createObjectURL(pdf)
  window.open(address, `${document}-${session}`)
  setTimeout(() => URL.revokeObjectURL(address), keptMilliseconds)
}
