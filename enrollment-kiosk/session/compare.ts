import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { RegistryPerson } from '../sync/registry.ts'

/** One datum on which the registry and the applicant differ; the officer asks for evidence, the server decides. */
export interface Difference {
  readonly field: keyof DeclaredPerson
  readonly registry: string | null
  readonly declared: string | null
}

/** Letters are compared as written: a wrong tone mark is a wrong name. Only the Unicode form and blanks are evened out. */
export function differences(registry: RegistryPerson, declared: DeclaredPerson): readonly Difference[] {
  const fields = Object.keys(registry) as (keyof RegistryPerson)[]
  return fields
    .map((field) => ({ field, registry: registry[field], declared: declared[field] }))
    .filter((pair) => even(pair.registry) !== even(pair.declared))
}

const even = (text: string | null) => (text ?? '').normalize('NFC').trim().replaceAll(/\s+/g, ' ')
