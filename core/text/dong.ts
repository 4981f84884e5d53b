/** 25.000 */
export const formatDong = (amount: number): string => String(amount).replaceAll(/\B(?=(?:\d{3})+$)/g, '.')

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const scales = ['', 'nghìn', 'triệu', 'tỷ'] as const

const digit = (value: number) => digits[value] ?? ''

/** The last two digits; after a hundred, one digit alone is said with `lẻ`. */
function belowHundred(value: number, follows: boolean): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  if (tens === 0) return ones === 0 ? '' : follows ? `lẻ ${digit(ones)}` : digit(ones)
  const head = tens === 1 ? 'mười' : `${digit(tens)} mươi`
  if (ones === 0) return head
  const tail =
    ones === 5 ? 'lăm' : ones === 1 && tens > 1 ? 'mốt' : ones === 4 && tens > 1 ? 'tư' : digit(ones)
  return `${head} ${tail}`
}

/** Three digits; `follows` where higher ones stand before them, so that a missing hundred is said. */
function group(value: number, follows: boolean): string {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  const said = hundreds > 0 || follows
  return [said ? `${digit(hundreds)} trăm` : '', belowHundred(rest, said)]
    .filter((part) => part !== '')
    .join(' ')
}

/** An amount as a receipt spells it out, "Hai mươi lăm nghìn đồng"; below a thousand milliards. Throws RangeError. */
export function dongInWords(amount: number): string {
  if (!Number.isInteger(amount) || amount < 0 || amount >= 1e12) throw new RangeError('no amount of đồng')
  const parts = scales
    .map((scale, i) => ({
      scale,
      value: Math.floor(amount / 1000 ** i) % 1000,
      over: amount >= 1000 ** (i + 1),
    }))
    .filter(({ value }) => value > 0)
    .map(({ scale, value, over }) => [group(value, over), scale].filter((word) => word !== '').join(' '))
  const words = parts.length === 0 ? digit(0) : parts.toReversed().join(' ')
  return `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)} đồng`
}
