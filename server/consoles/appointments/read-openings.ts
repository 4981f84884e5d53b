export interface Opening {
  readonly weekday: number
  readonly from: string
  readonly to: string
}

const period = /^(\d{1,2}):?(\d{2})?\s*[-–]\s*(\d{1,2}):?(\d{2})?$/

const time = (hour: string | undefined, minute = '00') => `${(hour ?? '').padStart(2, '0')}:${minute}`

/** "7:30-11:30, 13:30-17:00" of a weekday; an empty text is a day off; null where something else was typed. */
export function readOpenings(weekday: number, text: string): readonly Opening[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const openings = parts.flatMap((part) => {
    const match = period.exec(part)
    return match ? [{ weekday, from: time(match[1], match[2]), to: time(match[3], match[4]) }] : []
  })
  const areTimes = openings.every(
    ({ from, to }) => from < to && to <= '23:59' && from.length + to.length === 10,
  )
  return openings.length === parts.length && areTimes ? openings : null
}

export function writeOpenings(weekday: number, openings: readonly Opening[]): string {
  return openings
    .filter((one) => one.weekday === weekday)
    .map(({ from, to }) => `${from}-${to}`)
    .join(', ')
}
