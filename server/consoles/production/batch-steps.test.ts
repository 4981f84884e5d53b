import { describe, expect, test } from 'vitest'
import { ruleOf, type Role } from '../../../core/access/actions.ts'
import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { batchEvents, batchStateOrder, stepsOf } from './batch-steps.ts'

const mayAs = (role: Role) => (action: Parameters<typeof ruleOf>[0]) => ruleOf(action).roles.includes(role)
const offered = (role: Role, state: string, frozenByMe = false) =>
  stepsOf({ possibleEvents: possibleEvents(batchLifecycle, state), frozenByMe }, mayAs(role))

describe('the buttons of a batch', () => {
  test('are what its state allows and the officer’s role may do', () => {
    expect(batchStateOrder.map((state) => [state, offered('PRODUCTION_SUPERVISOR', state)])).toEqual([
      ['DRAFT', ['freeze', 'discard']],
      ['FROZEN', ['release', 'reopen']],
      ['RELEASED', ['recall']],
      ['RUNNING', ['stop', 'closeShort']],
      ['STOPPED', ['resume', 'closeShort']],
      ['FINISHED', []],
      ['DISCARDED', []],
    ])
    expect(offered('PRODUCTION_OPERATOR', 'FROZEN')).toEqual(['reopen'])
    expect(offered('QUALITY_CONTROLLER', 'DRAFT')).toEqual([])
  })

  test('hold no release for whoever froze it', () => {
    expect(offered('PRODUCTION_SUPERVISOR', 'FROZEN', true)).toEqual(['reopen'])
  })

  test('have a key each', () => {
    const keys = Object.values(batchEvents).map((rule) => rule.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
