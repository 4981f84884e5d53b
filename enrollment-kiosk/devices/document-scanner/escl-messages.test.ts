import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCapabilities, readStatus, scanSettings } from './escl-messages.ts'

const capabilities = `<?xml version="1.0"?>
<ns1:ScannerCapabilities xmlns:ns1="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:p="http://www.pwg.org/schemas/2010/12/sm">
  <p:MakeAndModel> Mẫu &amp; Máy </p:MakeAndModel><p:SerialNumber>M1</p:SerialNumber>
  <ns1:Adf><ns1:AdfSimplexInputCaps><ns1:DiscreteResolution><ns1:XResolution>300</ns1:XResolution></ns1:DiscreteResolution>
  <ns1:DiscreteResolution><ns1:XResolution>200</ns1:XResolution></ns1:DiscreteResolution></ns1:AdfSimplexInputCaps></ns1:Adf>
</ns1:ScannerCapabilities>`

test('capabilities are read whatever the prefixes of their elements', () => {
  expect(readCapabilities(capabilities)).toEqual({
    model: 'Mẫu & Máy',
    serial: 'M1',
    sources: ['Feeder'],
    resolutions: [200, 300],
  })
})

test('a status has its state and, where there is one, its feeder’s', () => {
  const status = (inner: string) => `<scan:ScannerStatus xmlns:scan="x">${inner}</scan:ScannerStatus>`
  expect(
    readStatus(status('<pwg:State>Idle</pwg:State><scan:AdfState>ScannerAdfJam</scan:AdfState>')),
  ).toEqual({
    state: 'Idle',
    feeder: 'ScannerAdfJam',
  })
  expect(readStatus(status('<pwg:State>Processing</pwg:State>'))).toEqual({
    state: 'Processing',
    feeder: null,
  })
})

test('what is no such message is none, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCapabilities(text)).toBeNull()
      expect(readStatus(text)).toBeNull()
    }),
  )
  expect(readStatus('<html><body>404</body></html>')).toBeNull()
})

test('a job asks for one side of A4 in grey', () => {
  const xml = scanSettings({ source: 'Feeder', dpi: 200 })
  for (const part of [
    '>Feeder<',
    '>Grayscale8<',
    '<scan:XResolution>200<',
    '<scan:Duplex>false<',
    'image/jpeg',
  ])
    expect(xml).toContain(part)
})
