/** What officers type: people of the register by their number, and by their name as it is or as names are mistyped. */
import { seededRandom } from '../../core/synthetic/random.ts'
import { searchKey } from '../../core/text/vietnamese.ts'
import type { App } from '../../server/kernel/app.ts'
import type { ResidentSearch } from '../../server/registry/search-residents.ts'

export interface Sought {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly birthYear: number
}

interface Question {
  /** Regular expression of the names that such a question is about. */
  readonly names: string
  readonly typed: (person: Sought) => ResidentSearch
}

const anyName = ' .* '
const withYear = (typed: (person: Sought) => string) => (person: Sought) => ({
  name: typed(person),
  birth: String(person.birthYear),
})

export const questions = {
  number: { names: anyName, typed: ({ number }: Sought) => ({ number }) },
  exact: { names: anyName, typed: withYear(({ name }) => name) },
  unaccented: { names: anyName, typed: withYear(({ name }) => searchKey(name).toLowerCase()) },
  'tone placement': {
    names: '([òóỏõọ][ae]|[ùúủũụ]y)( |$)',
    typed: withYear(({ name }) => toneMoved(name)),
  },
  swapped: { names: '^[^ ]+ [^ ]+ [^ ]+ [^ ]+$', typed: withYear(({ name }) => middleSwapped(name)) },
  slip: { names: anyName, typed: withYear(slipped) },
} as const satisfies Readonly<Record<string, Question>>
export type QuestionKind = keyof typeof questions

/** People of a province with such names, by chance from all of them. */
export async function peopleFor(
  app: App,
  kind: QuestionKind,
  of: { readonly province: string; readonly count: number },
): Promise<readonly Sought[]> {
  const found = await app.db.$queryRaw<Sought[]>`
    SELECT r."id", r."number", r."name", r."birthYear"
    FROM "Address" a JOIN "AdministrativeUnit" u ON u."id" = a."unitId" JOIN "Resident" r ON r."id" = a."residentId"
    WHERE u."parentCode" = ${of.province} AND a."validTo" IS NULL AND r."number" IS NOT NULL
      AND r."name" ~ ${questions[kind].names}
    ORDER BY md5(r."id"::text || ${kind}) LIMIT ${of.count}`
  if (found.length < of.count) throw new Error(`registry bench: only ${found.length} people for "${kind}"`)
  return found
}

/** "Hòa" typed as "Hoà", "Thúy" as "Thuý". */
function toneMoved(name: string): string {
  const moved = name
    .normalize('NFD')
    .replaceAll(/([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])(?= |$)/g, '$1$3$2')
  return moved.normalize('NFC')
}

/** "Nguyễn Thị Thu Hà" typed as "Nguyễn Thu Thị Hà". */
function middleSwapped(name: string): string {
  const [family, first, second, given] = name.split(' ')
  return [family, second, first, given].join(' ')
}

/** A letter missing, doubled, swapped with the next, or another one struck, anywhere in the name. */
function slipped({ id, name }: Sought): string {
  const random = seededRandom(id)
  const at = random.int(0, name.length - 2)
  const [before, here, after] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)]
  return random.pick([
    before + after,
    before + here + here + after,
    before + after.charAt(0) + here + after.slice(1),
    before + random.pick([...'aehnortu']) + after,
  ])
}
