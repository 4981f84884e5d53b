import { useEffect, useState } from 'react'
import { endSession, useSessionEpoch } from '../session/session-store.ts'

/** A picture on its way, ready to be shown, or not to be had. */
export type Picture =
  | { readonly state: 'none' }
  | { readonly state: 'loading' }
  | { readonly state: 'shown'; readonly src: string }
  | { readonly state: 'failed' }

const unauthenticated = 401

/**
 * A picture of a person by its address on the server. It is held in memory alone, while it is looked at: kept in no cache, and
 * let go of when another one is asked for or the screen is left.
 */
export function usePicture(address: string | null): Picture {
  const epoch = useSessionEpoch()
  const [held, setHeld] = useState<{ readonly of: string; readonly picture: Picture } | null>(null)
  useEffect(() => {
    if (address === null) return undefined
    const leaving = new AbortController()
    let src: string | null = null
    async function fetchIt(of: string): Promise<Picture> {
      const response = await fetch(of, { cache: 'no-store', signal: leaving.signal })
      if (response.status === unauthenticated) endSession()
      if (!response.ok) return { state: 'failed' }
      const picture = await response.blob()
      if (leaving.signal.aborted) return { state: 'failed' }
      src = URL.createObjectURL(picture)
      return { state: 'shown', src }
    }
    void fetchIt(address)
      .catch((): Picture => ({ state: 'failed' }))
      .then((picture) => {
        if (!leaving.signal.aborted) setHeld({ of: address, picture })
      })
    return () => {
      leaving.abort()
      if (src !== null) URL.revokeObjectURL(src)
    }
  }, [address, epoch])
  if (address === null) return { state: 'none' }
  return held?.of === address ? held.picture : { state: 'loading' }
}
