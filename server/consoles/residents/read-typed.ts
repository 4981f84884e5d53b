/** What one line of typing asks for. */
export interface TypedSearch {
  readonly number: string | null
  readonly name: string | null
  /** yyyy or yyyy-MM-dd. */
  readonly birth: string | null
}

const nothing: TypedSearch = { number: null, name: null, birth: null }
const whole = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/
const year = /\b(?:18|19|20)\d{2}\b/

/**
 * Reads the one box of the search: digits are a number, anything else a name, with a year or a day of birth anywhere in it:
 * "nguyen thi hoa 1990", "Nguyễn Thị Hòa 05/01/1990".
 */
export function readTyped(typed: string): TypedSearch {
  const text = typed.normalize('NFC').trim()
  if (text === '') return nothing
  if (/^[\d\s.-]+$/.test(text)) return { ...nothing, number: text.replaceAll(/[\s.-]/g, '') }
  const day = whole.exec(text)
  if (day) {
    const [found, d = '', m = '', y = ''] = day
    return {
      ...nothing,
      name: nameIn(text, found),
      birth: `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
    }
  }
  const found = year.exec(text)?.[0] ?? null
  return { ...nothing, name: nameIn(text, found), birth: found }
}

function nameIn(text: string, birth: string | null): string | null {
  const name = (birth === null ? text : text.replace(birth, ' ')).replaceAll(/\s+/g, ' ').trim()
  return name === '' ? null : name
}
