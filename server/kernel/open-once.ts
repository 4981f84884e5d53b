/** Opens at the first need and keeps what is open; whoever asks after a failure tries again. */
export function openOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opening: Promise<T> | null = null
  return () => {
    opening ??= open().catch((fault: unknown) => {
      opening = null
      throw fault
    })
    return opening
  }
}
