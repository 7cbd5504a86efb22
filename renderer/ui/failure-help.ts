/**
 * Buttons that a failure gets wherever it is shown, because of where that is: within a connection, or while an address is
 * looked at. `features/network` fills it (`SiteHelp`); outside of such a place a failure has its own buttons only.
 */
import { createContext, useContext, type ReactNode } from 'react'
import type { Failure } from '../../preload/contract/index.ts'

/** @returns null when nothing can be offered for this failure. */
export type FailureHelp = (failure: Failure) => ReactNode

export const FailureHelpContext = createContext<FailureHelp>(() => null)
export const useFailureHelp = (): FailureHelp => useContext(FailureHelpContext)
