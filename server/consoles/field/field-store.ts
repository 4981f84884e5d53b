import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { fieldVisitSchema, type FieldVisit } from '../../../core/field/field-visit.ts'
import { type FieldEntry, fieldEntrySchema, isForgettable } from '../../../core/field/outbox.ts'
import type { Vault, VaultChanges } from './vault.ts'

/** Whose work is on this device, and when it was last in touch with the server. */
const ownerSchema = z.strictObject({ officerId: z.string(), name: z.string(), syncedAt: z.int() })
export type Owner = z.infer<typeof ownerSchema>

/** A form that is being filled in. */
const draftSchema = z.strictObject({
  visitId: z.string(),
  serial: z.string(),
  answers: z.record(z.string(), z.unknown()),
})
export type Draft = z.infer<typeof draftSchema>

export interface FieldState {
  readonly owner: Owner | null
  readonly visits: readonly FieldVisit[]
  readonly entries: readonly FieldEntry[]
  readonly drafts: readonly Draft[]
  /** Rows that do not open or that another version of the page wrote: they stay as they are. */
  readonly unreadable: number
}

/** What is on the device, in memory while the vault is open. Every change is on the disk before it is on the screen. */
export interface FieldStore {
  readonly current: () => FieldState
  readonly subscribe: (listener: () => void) => () => void
  /** An entry is kept, with the visit as it stands after it; what it was drafted from goes. */
  addEntry(
    entry: FieldEntry,
    more?: { readonly visit?: FieldVisit; readonly draftOf?: string },
  ): Promise<void>
  putEntries(entries: readonly FieldEntry[]): Promise<void>
  removeEntry(id: string): Promise<void>
  putDraft(draft: Draft, more?: { readonly insteadOf?: string }): Promise<void>
  /** What the server knows takes the place of what was here; a visit with a draft stays until that is finished. */
  takeOver(owner: Owner, visits: readonly FieldVisit[]): Promise<void>
}

function stateFrom(rows: ReadonlyMap<string, unknown>): FieldState {
  let unreadable = 0
  const of = <Row>(kind: string, schema: z.ZodType<Row>) =>
    [...rows].flatMap(([id, row]) => {
      if (id.split(':')[0] !== kind) return []
      const read = schema.safeParse(row)
      if (!read.success) unreadable++
      return read.success ? [read.data] : []
    })
  const [owner = null] = of('owner', ownerSchema)
  const visits = of('visit', fieldVisitSchema)
  const entries = of('entry', fieldEntrySchema)
  const drafts = of('draft', draftSchema)
  return { owner, visits, entries, drafts, unreadable }
}

const without = <Row>(rows: readonly Row[], keyOf: (row: Row) => string, key: string) =>
  rows.filter((row) => keyOf(row) !== key)
const idOf = ({ id }: { readonly id: string }) => id
const visitIdOf = ({ visitId }: Draft) => visitId

export async function openFieldStore(vault: Vault): Promise<FieldStore> {
  let state = stateFrom(await vault.readAll())
  let queue = Promise.resolve()
  const listeners = new Set<() => void>()
  /** One after the other: each change is made from the state that the one before left. */
  const commit = (work: () => readonly [VaultChanges, FieldState]): Promise<void> => {
    const done = queue.then(async () => {
      const [changes, next] = work()
      await vault.write(changes)
      state = next
      for (const listener of listeners) listener()
    })
    queue = done.catch(() => undefined)
    return done
  }
  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    addEntry: (entry, { visit, draftOf } = {}) =>
      commit(() => [
        {
          put: [[`entry:${entry.id}`, entry], ...(visit ? [[`visit:${visit.id}`, visit] as const] : [])],
          remove: draftOf === undefined ? [] : [`draft:${draftOf}`],
        },
        {
          ...state,
          entries: [...state.entries, entry],
          visits: visit ? [...without(state.visits, idOf, visit.id), visit] : state.visits,
          drafts: draftOf === undefined ? state.drafts : without(state.drafts, visitIdOf, draftOf),
        },
      ]),
    putEntries: (entries) =>
      commit(() => {
        const changed = new Map(entries.map((entry) => [entry.id, entry]))
        return [
          { put: entries.map((entry) => [`entry:${entry.id}`, entry]) },
          { ...state, entries: state.entries.map((entry) => changed.get(entry.id) ?? entry) },
        ]
      }),
    removeEntry: (id) =>
      commit(() => [{ remove: [`entry:${id}`] }, { ...state, entries: without(state.entries, idOf, id) }]),
    putDraft: (draft, { insteadOf } = {}) =>
      commit(() => [
        {
          put: [[`draft:${draft.visitId}`, draft]],
          remove: insteadOf === undefined ? [] : [`entry:${insteadOf}`],
        },
        {
          ...state,
          drafts: [...without(state.drafts, visitIdOf, draft.visitId), draft],
          entries: insteadOf === undefined ? state.entries : without(state.entries, idOf, insteadOf),
        },
      ]),
    takeOver: (owner, visits) => commit(() => tookOver(state, owner, visits)),
  }
}

function tookOver(
  state: FieldState,
  owner: Owner,
  assigned: readonly FieldVisit[],
): readonly [VaultChanges, FieldState] {
  const drafted = new Set(state.drafts.map(visitIdOf))
  const known = new Set(assigned.map(idOf))
  const visits = [...assigned, ...state.visits.filter(({ id }) => drafted.has(id) && !known.has(id))]
  const kept = new Set(visits.map(idOf))
  const old = state.entries.filter((entry) => isForgettable(entry, owner.syncedAt))
  return [
    {
      put: [['owner', owner], ...visits.map((visit) => [`visit:${visit.id}`, visit] as const)],
      remove: [
        ...state.visits.filter(({ id }) => !kept.has(id)).map(({ id }) => `visit:${id}`),
        ...old.map(({ id }) => `entry:${id}`),
      ],
    },
    { ...state, owner, visits, entries: state.entries.filter((entry) => !old.includes(entry)) },
  ]
}

export const useFieldState = (store: FieldStore): FieldState =>
  useSyncExternalStore(store.subscribe, store.current)
