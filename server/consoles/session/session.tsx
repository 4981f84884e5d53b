import { createContext, use, type ReactNode } from 'react'
import type { Action } from '../../../core/access/actions.ts'
import { ruleOf } from '../../../core/access/actions.ts'
import type { SessionQuery } from '../generated/session.ts'

export type Officer = SessionQuery['session']

const OfficerContext = createContext<Officer | null>(null)

export function OfficerProvider(props: { readonly officer: Officer; readonly children: ReactNode }) {
  return <OfficerContext value={props.officer}>{props.children}</OfficerContext>
}

/** Who is signed in. Every screen stands inside of a session. */
export function useOfficer(): Officer {
  const officer = use(OfficerContext)
  if (!officer) throw new Error('a screen stands outside of a session')
  return officer
}

export function mayDo({ roles }: Officer, action: Action): boolean {
  const rule = ruleOf(action)
  return roles.some(({ role }) => rule.roles.some((allowed) => allowed === role))
}

/** `may('form.print')`: whether to offer it. The server judges each record's unit by itself. */
export function useMay(): (action: Action) => boolean {
  const officer = useOfficer()
  return (action) => mayDo(officer, action)
}

/** The units where the officer holds a role that the action asks for, each once. */
export function useUnitsFor(action: Action): readonly { readonly code: string; readonly name: string }[] {
  const { roles } = useOfficer()
  const rule = ruleOf(action)
  const held = roles.filter(({ role }) => rule.roles.some((allowed) => allowed === role))
  const units = new Map(held.map(({ unitCode, unitName }) => [unitCode, unitName ?? unitCode]))
  return [...units].map(([code, name]) => ({ code, name }))
}
