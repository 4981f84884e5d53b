import { useEffect, useState } from 'react'
import { useDesk } from './desk.tsx'

/** A picture on its way, ready to be shown, or not to be had. */
export type Picture =
  | { readonly state: 'none' | 'loading' | 'failed'; readonly src: null }
  | { readonly state: 'shown'; readonly src: string }

/** A picture of the agent's by its path. It is held in memory while it is looked at, and in no cache. */
export function usePicture(path: string | null): Picture {
  const desk = useDesk()
  const [held, setHeld] = useState<{ readonly of: string; readonly src: string | null } | null>(null)
  useEffect(() => {
    if (path === null) return undefined
    const leaving = new AbortController()
    let src: string | null = null
    desk.bytes(path, leaving.signal).then(
      (blob) => {
        if (leaving.signal.aborted) return
        src = URL.createObjectURL(blob)
        setHeld({ of: path, src })
      },
      () => {
        if (!leaving.signal.aborted) setHeld({ of: path, src: null })
      },
    )
    return () => {
      leaving.abort()
      if (src !== null) URL.revokeObjectURL(src)
    }
  }, [desk, path])
  if (path === null) return { state: 'none', src: null }
  if (held?.of !== path) return { state: 'loading', src: null }
  return held.src === null ? { state: 'failed', src: null } : { state: 'shown', src: held.src }
}
