/** A role at a unit; it reaches the unit and all below it. */
export interface HeldRole {
  readonly role: string
  readonly unitCode: string
}

/** On whose behalf an operation runs: an officer, a certified machine, a citizen who signed in, or the system's own jobs. */
export type Actor =
  | { readonly kind: 'officer'; readonly id: string; readonly roles: readonly HeldRole[] }
  | {
      readonly kind: 'machine'
      readonly id: string
      readonly machine: 'KIOSK' | 'STATION'
      readonly centreCode: string
    }
  /** `id` is the resident's: a citizen reaches nothing but their own records and those of whom they represent. */
  | { readonly kind: 'citizen'; readonly id: string }
  | { readonly kind: 'system'; readonly id: null }
  | { readonly kind: 'anonymous'; readonly id: null }

export const systemActor: Actor = { kind: 'system', id: null }
export const anonymousActor: Actor = { kind: 'anonymous', id: null }
