/** What is typed before there is a file: kept by the window alone until a file begins, for a reload must not lose it. */
interface Search {
  readonly search: string
  readonly birthDate: string
}

const shelf = 'desk-search'
const none: Search = { search: '', birthDate: '' }

export function remembered(): Search {
  const [search, birthDate] = (sessionStorage.getItem(shelf) ?? '').split('\n')
  return search === undefined ? none : { search, birthDate: birthDate ?? '' }
}

export const remember = ({ search, birthDate }: Search): void =>
  sessionStorage.setItem(shelf, `${search.replaceAll('\n', ' ')}\n${birthDate}`)

export const forget = (): void => sessionStorage.removeItem(shelf)
