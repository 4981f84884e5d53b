import { expect, test } from 'vitest'
import { intakeStages, nextStage, pipelineRoutes, type PipelineRoute, pipelineStages } from './pipeline.ts'

test('a file goes from receipt to screening, and after approval to its print job', () => {
  expect(nextStage('receipt', [])).toBe('admit-application')
  expect(nextStage('admit-application', ['PROVISIONAL_RESIDENT'])).toBe('check-biometrics')
  expect(nextStage('check-biometrics', ['WITHOUT_FINGERS'])).toBe('search-duplicates')
  expect(nextStage('search-duplicates', [])).toBe('screen-application')
  expect(nextStage('screen-application', [])).toBeNull()
  expect(nextStage('approval', [])).toBe('plan-print-job')
})

test('a kind without a card is not planned for printing, but settled', () => {
  expect(nextStage('approval', ['NO_CARD'])).toBe('complete-request')
})

test('the first route whose tags fit is taken', () => {
  const routes: readonly PipelineRoute[] = [
    { after: 'approval', stage: 'screen-application', needs: ['FINGER_EXCEPTION', 'FIELD'] },
    { after: 'approval', stage: 'plan-print-job' },
  ]
  expect(nextStage('approval', ['FINGER_EXCEPTION', 'FIELD'], routes)).toBe('screen-application')
  expect(nextStage('approval', ['FINGER_EXCEPTION'], routes)).toBe('plan-print-job')
})

test('every stage is on some road', () => {
  expect(new Set(pipelineRoutes.map(({ stage }) => stage))).toEqual(new Set(pipelineStages))
})

test('a child under six has no capture to check, and is looked for like everybody', () => {
  expect(nextStage('admit-application', ['UNDER_6'])).toBe('search-duplicates')
})

test('intake depends on the stages that a file passes without a person', () => {
  expect(new Set(intakeStages())).toEqual(
    new Set(['admit-application', 'check-biometrics', 'search-duplicates', 'screen-application']),
  )
})
