import { useEffect, useState } from 'react'
import { formatInstant } from '../../../ui/formats.ts'
import { now } from '../clock.ts'

const everyMilliseconds = 5000

/** The time, as it is printed on what is signed. */
export function WallClock() {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), everyMilliseconds)
    return () => clearInterval(timer)
  }, [])
  const instant = new Date(at).toISOString()
  const [dayText, timeText] = formatInstant(instant).split(' ')
  return (
    <time className="wall-clock" dateTime={instant}>
      <strong>{timeText}</strong>
      <span>{dayText}</span>
    </time>
  )
}
