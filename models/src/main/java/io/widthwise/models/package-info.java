/** Brings trained MobileNets into a ladder bundle and measures them. */
package io.widthwise.models;
