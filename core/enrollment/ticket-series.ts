/**
 * Walk-in numbers are counted from 1 in each series, without gaps. The reception's series is empty ("12"); each kiosk has a
 * letter of its own by its number in the centre ("A12", "B3"). So a kiosk gives numbers without the network, two never give
 * the same one, and no number is missing from the row that people watch: reserved ranges would leave holes in it at night.
 */
export function seriesOf(machineNumber: number): string {
  const place = machineNumber - 1
  const letter = (i: number) => String.fromCharCode(65 + i)
  return place < 26 ? letter(place) : letter(Math.floor(place / 26) - 1) + letter(place % 26)
}

/** What is called out and stands on the slip of paper. */
export function ticketName({ series, number }: { readonly series: string; readonly number: number }): string {
  return `${series}${number}`
}
