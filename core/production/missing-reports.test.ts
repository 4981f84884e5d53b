import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextState } from '../lifecycle/machine.ts'
import { printJobLifecycle, type PrintJobState } from '../lifecycle/print-job.ts'
import { type CardFacts, nextReport } from './missing-reports.ts'

const none = {
  lease: 1,
  blankSerial: 'P1',
  fed: true,
  sodSha256: null,
  renderSha256: null,
  qr: null,
  signedQr: null,
  end: null,
}
const good = { ...none, sodSha256: 'aa', renderSha256: 'bb', qr: 'qr' }

/** What is told, one after the other, and where the job then stands; `lost`: whether the server took it and the answer did not come. */
function told(facts: CardFacts, from: PrintJobState) {
  const events: string[] = []
  let state = from
  for (let report = nextReport(facts, state); report; report = nextReport(facts, state)) {
    const next = nextState(printJobLifecycle, state, report.event)
    if (!next) throw new Error(`${state} does not take ${report.event}`)
    events.push(report.event)
    state = next
  }
  return { events, state }
}

describe('what a station has still to tell', () => {
  test('of a good card is every step behind where the server stands', () => {
    expect(told(good, 'CLAIMED').events).toEqual(['feed', 'writeChip', 'print', 'verify', 'stack'])
    expect(told(good, 'PRINTED').events).toEqual(['verify', 'stack'])
    expect(told(good, 'STACKED').events).toEqual([])
  })

  test('of a good card that counted as lost is that it was found', () => {
    expect(told(good, 'OUTCOME_UNKNOWN')).toEqual({ events: ['findGood'], state: 'STACKED' })
  })

  test('has the signed code beside the other one where the order has one', () => {
    const signed = { ...good, signedQr: 'NCF7' }
    expect(nextReport(signed, 'PRINTED')).toMatchObject({ event: 'verify', qr: 'qr', signedQr: 'NCF7' })
    expect(nextReport(signed, 'OUTCOME_UNKNOWN')).toMatchObject({ event: 'findGood', signedQr: 'NCF7' })
    expect(nextReport(good, 'OUTCOME_UNKNOWN')).not.toHaveProperty('signedQr')
  })

  test('of a spoiled card says first what its chip became', () => {
    const spoiled = { ...none, sodSha256: 'aa', end: { event: 'spoil', reason: 'JAM' } } as const
    expect(told(spoiled, 'CARD_FED').events).toEqual(['writeChip', 'spoil'])
    expect(told(spoiled, 'OUTCOME_UNKNOWN').events).toEqual(['declareSpoiled'])
  })

  test('of a spoiled card is its end, where the server does not take the step before', () => {
    const spoiled = { ...none, sodSha256: 'aa', end: { event: 'spoil', reason: 'JAM' } } as const
    expect(nextReport(spoiled, 'CARD_FED', ['writeChip'])).toMatchObject({ event: 'spoil', reason: 'JAM' })
    // Without an end there is nothing else to say: the refusal itself ends the card.
    expect(nextReport(good, 'CARD_FED', ['writeChip'])).toMatchObject({ event: 'writeChip' })
  })

  test('of an untouched blank depends on what the server had heard', () => {
    const back = { ...none, end: { event: 'eject', reason: 'CARDS_OUT' } } as const
    expect(told(back, 'CLAIMED').events).toEqual(['release'])
    expect(told(back, 'CARD_FED').events).toEqual(['eject'])
    expect(told(back, 'CHIP_WRITTEN').events).toEqual(['spoil'])
    expect(told(back, 'OUTCOME_UNKNOWN').events).toEqual(['findUntouched'])
  })

  test('is never anything that the job’s life does not know, and comes to an end, whatever is known', () => {
    const text = fc.option(fc.constant('aa'), { nil: null })
    const event = fc.constantFrom('release', 'eject', 'spoil', 'loseTrack')
    const facts = fc.record({
      lease: fc.constant(1),
      blankSerial: fc.constant('P1'),
      fed: fc.boolean(),
      sodSha256: text,
      renderSha256: text,
      qr: text,
      signedQr: text,
      end: fc.option(fc.record({ event, reason: fc.constant('JAM') }), { nil: null }),
    })
    const states = Object.keys(printJobLifecycle.table) as PrintJobState[]
    fc.assert(
      fc.property(facts, fc.constantFrom(...states), (known, state) => {
        expect(told(known, state).events.length).toBeLessThanOrEqual(6)
      }),
    )
  })
})
