import { useEffect, useEffectEvent } from 'react'

const everyMilliseconds = 2000

/** Asks again every two seconds while something is under way at the server. */
export function useWatch(underWay: boolean, again: () => void): void {
  const ask = useEffectEvent(again)
  useEffect(() => {
    if (!underWay) return undefined
    const timer = setInterval(() => ask(), everyMilliseconds)
    return () => clearInterval(timer)
  }, [underWay])
}
