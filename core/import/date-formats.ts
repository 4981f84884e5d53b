/** How a locality writes dates. A day or month of 00 is one that is not known. */
export const dateFormats = [
  'dd/MM/yyyy',
  'MM/yyyy',
  'yyyy',
  'ddMMyyyy',
  'yyyyMMdd',
  'yyyyMM',
  'yyyy-MM-dd',
] as const
export type DateFormat = (typeof dateFormats)[number]

/** Groups in the order year, month, day are found by name. */
const shapes: Readonly<Record<DateFormat, RegExp>> = {
  'dd/MM/yyyy': /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})$/,
  'MM/yyyy': /^(?<month>\d{1,2})[/.-](?<year>\d{4})$/,
  yyyy: /^(?<year>\d{4})$/,
  ddMMyyyy: /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/,
  yyyyMMdd: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  yyyyMM: /^(?<year>\d{4})(?<month>\d{2})$/,
  // ISO 8601; a time behind the day is left out.
  'yyyy-MM-dd': /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ].*)?$/,
}

/**
 * A date in the first format that fits, as `yyyy`, `yyyy-MM` or `yyyy-MM-dd`; null where none fits. Whether the calendar
 * has such a day is judged where the answer is read.
 */
export function readDateAs(formats: readonly DateFormat[], text: string): string | null {
  for (const format of formats) {
    const parts = shapes[format].exec(text)?.groups
    if (!parts) continue
    const { year = '', month = '00', day = '00' } = parts
    const known = [month, day].map((part) => part.padStart(2, '0'))
    if (known[0] === '00') return known[1] === '00' ? year : null
    return [year, ...known.filter((part) => part !== '00')].join('-')
  }
  return null
}
