import { describe, expect, test } from 'vitest'
import { failureOf, warningsOf, worstTrouble } from './conditions.ts'

describe("a printer's reasons", () => {
  test.each([
    ['none', null],
    ['media-jam-error', 'JAMMED'],
    ['media-jam', 'JAMMED'],
    ['cover-open-warning', 'COVER_OPEN'],
    ['door-open-error', 'COVER_OPEN'],
    ['media-empty-warning', 'CARDS_OUT'],
    ['marker-supply-empty-error', 'RIBBON_OUT'],
    ['marker-print-ribbon-empty-error', 'RIBBON_OUT'],
    ['marker-supply-missing-error', 'RIBBON_MISSING'],
    ['com.example-ribbon-mismatch-error', 'RIBBON_WRONG'],
    ['com.example.media-jam-error', 'JAMMED'],
    ['output-area-full-error', 'HOPPER_FULL'],
    ['marker-over-temperature-error', 'HEAD_FAULT'],
    ['paused', 'STOPPED'],
    ['spool-area-full-report', 'NOT_ACCEPTING'],
    ['media-empty-report', 'CARDS_OUT'],
    ['offline-report', 'PRINTER_OFF'],
    ['shutdown', 'PRINTER_OFF'],
    ['connecting-to-device', null],
    ['a-word-of-tomorrow-error', null],
    ['not-media-jam', null],
  ] as const)('%s mean %s', (reason, trouble) => {
    expect(worstTrouble([reason])).toBe(trouble)
  })

  test('of several the worst is told, whatever their order', () => {
    const reasons = ['media-low-report', 'marker-supply-empty-error', 'media-jam-error', 'cover-open-error']
    expect(worstTrouble(reasons)).toBe('JAMMED')
    expect(worstTrouble(reasons.toReversed())).toBe('JAMMED')
    expect(worstTrouble(['media-empty-error', 'marker-supply-empty-error'])).toBe('RIBBON_OUT')
  })

  test('of supplies that run low keep no card from being printed, and warn', () => {
    const reasons = ['marker-supply-low-report', 'media-low-warning']
    expect(worstTrouble(reasons)).toBeNull()
    expect(warningsOf(reasons)).toEqual(['RIBBON_LOW', 'CARDS_LOW'])
    expect(warningsOf(['none'])).toEqual([])
  })

  test('say why a card was cut short, unless they stop no card', () => {
    expect(failureOf(worstTrouble(['media-jam-error']))).toBe('JAM')
    expect(failureOf(worstTrouble(['none', 'cover-open-error']))).toBe('COVER_OPENED')
    expect(failureOf('RIBBON_OUT')).toBe('RIBBON_ENDED')
    expect(failureOf('CARDS_OUT')).toBeNull()
    expect(failureOf(null)).toBeNull()
  })
})
