/* Rust's standard library draws randomness from ProcessPrng, which Wine 8 lacks. This is that one function over one
   Wine has. Built as bcryptprimitives.dll and laid beside the tests by script/check-platforms; never shipped. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* advapi32's RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    return SystemFunction036(buffer, (ULONG)length);
}
