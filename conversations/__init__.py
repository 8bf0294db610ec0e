"""The deciding half of Asisten Kinerja: values in, values out, no input or output."""
