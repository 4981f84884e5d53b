/** Words before the name of a place, as they are written short on forms; the longer first. */
const shortForms: readonly (readonly [whole: string, short: string])[] = [
  ['Tổ dân phố', 'TDP'],
  ['Thành phố', 'TP.'],
  ['Thị trấn', 'TT.'],
  ['Đặc khu', 'ĐK.'],
  ['Khu phố', 'KP.'],
  ['Phường', 'P.'],
  ['Thị xã', 'TX.'],
  ['Số nhà', 'SN'],
  ['Huyện', 'H.'],
  ['Quận', 'Q.'],
  ['Tỉnh', 'T.'],
  ['Xã', 'X.'],
]

/** Commune and province: without these two a place is not told any more. */
const leastUnits = 2

function abbreviated(unit: string): string {
  const found = shortForms.find(([whole]) => unit.toLowerCase().startsWith(`${whole.toLowerCase()} `))
  return found === undefined ? unit : found[1] + unit.slice(found[0].length)
}

/**
 * A place in words that `fits` accepts: whole; with short words for the kinds of its units; then without its first units, one after
 * the other, as long as commune and province remain. A unit, what stands between two commas, is never cut. Null where nothing fits.
 */
export function shortenPlace(place: string, fits: (text: string) => boolean): string | null {
  if (fits(place)) return place
  const units = place.split(',').map((unit) => abbreviated(unit.trim()))
  const last = Math.max(0, units.length - leastUnits)
  for (let first = 0; first <= last; first++) {
    const text = units.slice(first).join(', ')
    if (fits(text)) return text
  }
  return null
}
